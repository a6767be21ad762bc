/**
 * How a node shows who it is, and whom it believes; paths of files. The files with a secret must be readable by their
 * owner alone.
 */
export type DtlsOptions = CertificateOptions | PskOptions

/** A certificate of its own, from an authority of the group's own. */
export interface CertificateOptions {
  /**
   * In PEM; the intermediate ones behind it. It speaks for the node's id by its subject alternative names:
   * `URI:gossip://10.0.0.1:7946` for that id alone, `IP:10.0.0.1` or `DNS:node.example` for every id on that host. If it
   * has an extended key usage, then for client and server.
   */
  readonly cert: string
  /** Of the certificate, EC or RSA, in PEM, not encrypted. */
  readonly key: string
  /** Whoever they have certified is let in; in PEM. */
  readonly ca: string
}

/** A key that all nodes share. Whoever has it can claim any id. */
export interface PskOptions {
  /** Holds 16 to 64 bytes, in hexadecimal digits. */
  readonly psk: string
  /** The name that the key goes by, 1 to 64 bytes; by default `gossip`. */
  readonly identity?: string
}

/** What openssl is told of a certificate: a section for its `ca` command, and one of extensions. */

/** Of the authority itself: it signs nodes, and no further authorities. */
export const authorityExtensions: ReadonlyArray<string> = [
  'basicConstraints = critical, CA:TRUE, pathlen:0',
  'keyUsage = critical, keyCertSign, cRLSign',
  'subjectKeyIdentifier = hash',
]

/** Of a node, which is both server and client. `name` is a subject alternative name. */
export const nodeExtensions = (name: string): ReadonlyArray<string> => [
  'basicConstraints = critical, CA:FALSE',
  'keyUsage = critical, digitalSignature',
  'extendedKeyUsage = serverAuth, clientAuth',
  'subjectKeyIdentifier = hash',
  'authorityKeyIdentifier = keyid',
  `subjectAltName = ${name}`,
]

/** Files of a signature, in the folder that openssl runs in. */
export const files = {
  config: 'openssl.cnf',
  request: 'request.pem',
  certificate: 'certificate.pem',
  database: 'index.txt',
  serial: 'serial',
} as const

/** The configuration file with which a certificate is signed. Nothing of it is taken from the request but the key. */
export const configOf = (extensions: ReadonlyArray<string>): string =>
  [
    '[req]',
    'prompt = no',
    'string_mask = utf8only',
    'distinguished_name = subject',
    '[subject]',
    'CN = overridden',
    '[ca]',
    'default_ca = signing',
    '[signing]',
    `database = ${files.database}`,
    `serial = ${files.serial}`,
    'new_certs_dir = .',
    'default_md = sha256',
    'policy = named',
    'unique_subject = no',
    'copy_extensions = none',
    '[named]',
    'commonName = supplied',
    '[extensions]',
    ...extensions,
    '',
  ].join('\n')

/* What the kernel of a node's namespace does to datagrams that come in, in the language of nftables. */

const TABLE = 'inet gossip'

/** Drops this share of all datagrams by the kernel's own dice, and everything from addresses that are barred. */
export const rulesOf = (lossPercent: number): string => `
table ${TABLE} {
  set barred { type ipv4_addr; }
  counter barred { }
  counter lost { }
  chain input {
    type filter hook input priority 0; policy accept;
    ip saddr @barred counter name barred drop
    ${lossPercent > 0 ? `meta l4proto udp numgen random mod 100 < ${lossPercent} counter name lost drop` : ''}
  }
}
`

export const barring = (hosts: ReadonlyArray<string>): string =>
  `add element ${TABLE} barred { ${hosts.join(', ')} }\n`

export const unbarring = `flush set ${TABLE} barred\n`

export interface Ruled {
  readonly barred: number
  readonly lost: number
}

/** Reads the packets that the rules have dropped from what `nft -j list counters` says. */
export const readRuled = (json: string): Ruled => {
  const packetsOf = (name: string): number =>
    Number(new RegExp(`"name": "${name}",[^}]*"packets": (\\d+)`).exec(json)?.[1] ?? 0)
  return { barred: packetsOf('barred'), lost: packetsOf('lost') }
}

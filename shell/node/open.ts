import type { Socket } from 'node:dgram'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { ConfigInput } from '../../core/codec/config.ts'
import { label } from '../../core/codec/scalar.ts'
import type { Config } from '../../core/config.ts'
import { type Address, asNodeId, type NodeId } from '../../core/id.ts'
import { type Clock, type MakeJournal, noJournal } from '../capability.ts'
import type { OpenError } from '../error.ts'
import type { Member } from '../member.ts'
import { blank, type Recollection } from '../recollection.ts'
import type { Settings } from '../settings.ts'
import { start } from '../start.ts'
import { type Endpoint, formatAddress, isLoopback, parseAddress } from './address.ts'
import { type Carrier, type CarrierOptions, chooseCarrier, narrow } from './carrier.ts'
import { makeClock } from './clock.ts'
import { makeEntropy } from './entropy.ts'
import { openJournal } from './journal/journal.ts'
import type { JournalOptions } from './journal/options.ts'
import { recall } from './memory-file.ts'
import { makePlaces } from './places.ts'
import { makePlain } from './plain.ts'
import { plan } from './plan.ts'
import { resolve } from './resolve.ts'
import { bind } from './socket.ts'
import { makeNodeTransport } from './transport.ts'

export interface OpenOptions extends CarrierOptions {
  /** Where to listen: `host:port` or `[v6]:port`; port 0 takes any free one. */
  readonly bind: Address
  /** Under which address others know and reach this node; by default where it listens. */
  readonly advertise?: Address
  /** The group's name; datagrams of other groups are dropped. By default `gossip`. */
  readonly group?: string
  /** Members to join through, asked in turn. Without any, the node founds a group. */
  readonly join?: ReadonlyArray<Address>
  /** A profile, and parameters that shall differ from it. */
  readonly config?: ConfigInput
  /** Allows other addresses than loopback in the clear, although everybody on the way can read and forge what is sent. */
  readonly insecure?: boolean
  /**
   * A file that keeps whom to ask after a restart of this node or of the whole group. Made if there is none; for one
   * node alone. While it is written, the same name with `.gossip-tmp` lies beside it.
   */
  readonly memory?: string
  /** A file that records all that the node sees, so that it can be replayed; or a file and how it is written. */
  readonly journal?: string | JournalOptions
}

/** Opens a node: right when it is bound. It joins in the background; see `joined`. */
export const openMember = (options: OpenOptions): TaskEither.TaskEither<OpenError, Member> =>
  pipe(
    TaskEither.fromEither(plan(options)),
    TaskEither.bindTo('plan'),
    TaskEither.bind('carrier', () => chooseCarrier(options)),
    TaskEither.bind('config', ({ plan, carrier }) => TaskEither.fromEither(narrow(plan.config, carrier))),
    TaskEither.bind('place', ({ plan: { listen }, carrier }) => placeOf(listen, carrier, options)),
    TaskEither.bind('socket', ({ config, place }) => bind(place, config.socketBuffer)),
    TaskEither.let('clock', makeClock),
    TaskEither.chain(({ plan: { config: wire, group }, config, ...opened }) =>
      pipe(
        nameOf(options.advertise, opened.socket, config),
        TaskEither.chainEitherK(opened.carrier.checkId),
        TaskEither.bindTo('self'),
        TaskEither.bind('recollection', ({ self }) => recollect(options.memory, { config, group }, self)),
        TaskEither.bind('makeJournal', () => record(options.journal, opened.clock)),
        orClose(opened.socket),
        TaskEither.chain((found) => run(options, { config, group }, { ...found, ...opened, wire })),
      ),
    ),
  )

/** The IP address to bind to. In the clear that is a loopback address, unless the user insists. */
const placeOf = (
  listen: Endpoint,
  { isClear }: Carrier,
  options: OpenOptions,
): TaskEither.TaskEither<OpenError, Endpoint> =>
  pipe(
    resolve(listen),
    TaskEither.chainEitherK((places): Either.Either<OpenError, Endpoint> => {
      const [place] = places
      if (place === undefined)
        return Either.left({ _tag: 'NameUnknown', name: listen.host, code: 'ENOTFOUND' })
      return !isClear || isLoopback(place) || options.insecure === true
        ? Either.right(place)
        : Either.left({ _tag: 'NotLoopback', address: formatAddress(place) })
    }),
  )

/** The id, with the port that was bound. Others would drop all that comes under one that is none to them. */
const nameOf = (
  advertise: Address | undefined,
  socket: Socket,
  { idLimit }: Config,
): TaskEither.TaskEither<OpenError, NodeId> => {
  const id = idOf(advertise, socket)
  if (label(idLimit).is(id)) return TaskEither.right(id)
  const problem = `an id has 1 to ${idLimit} bytes, no spaces`
  return TaskEither.left({ _tag: 'AddressInvalid', address: id, problem })
}

const recollect = (
  file: string | undefined,
  { config, group }: Settings,
  self: NodeId,
): TaskEither.TaskEither<OpenError, Recollection> =>
  file === undefined ? TaskEither.fromIO(blank) : recall(file, { group, self, idLimit: config.idLimit })

const record = (
  journal: OpenOptions['journal'],
  clock: Clock,
): TaskEither.TaskEither<OpenError, MakeJournal> =>
  journal === undefined
    ? TaskEither.right(noJournal)
    : openJournal(typeof journal === 'string' ? { file: journal } : journal, clock)

/** Nothing stays open of what failed. */
const orClose = (
  socket: Socket,
): (<A>(task: TaskEither.TaskEither<OpenError, A>) => TaskEither.TaskEither<OpenError, A>) =>
  TaskEither.orElse(
    (error) => () => new Promise((resolve) => socket.close(() => resolve(Either.left(error)))),
  )

interface Resources {
  readonly socket: Socket
  readonly self: NodeId
  readonly recollection: Recollection
  readonly makeJournal: MakeJournal
  readonly clock: Clock
  readonly carrier: Carrier
  /** With datagrams as they are on the wire. */
  readonly wire: Config
}

const run = (
  options: OpenOptions,
  { config, group }: Settings,
  { socket, clock, carrier, wire, ...found }: Resources,
): TaskEither.TaskEither<OpenError, Member> => {
  const entropy = makeEntropy()
  const link = carrier.over(makePlain(socket, wire, clock), {
    self: found.self,
    config: wire,
    clock,
    entropy,
  })
  return start({
    ...found,
    config,
    group,
    clock,
    entropy,
    makeTransport: makeNodeTransport(link, makePlaces(socket, config, clock)),
    canonical: (address) => pipe(parseAddress(address), Either.map(formatAddress)),
    join: options.join ?? [],
  })
}

/** The advertised address, with the port that was bound where it says 0. */
const idOf = (advertise: Address | undefined, socket: Socket): NodeId => {
  const bound = socket.address()
  const endpoint = advertise === undefined ? null : parseAddress(advertise)
  const { host, port } =
    endpoint !== null && Either.isRight(endpoint) ? endpoint.right : { host: bound.address, port: bound.port }
  return asNodeId(formatAddress({ host, port: port === 0 ? bound.port : port }))
}

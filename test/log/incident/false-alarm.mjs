// Somebody was reported down and lives: its own word has come since.
export default ({ effects }) =>
  effects.some((effect) => effect._tag === 'Notify' && effect.notice._tag === 'Up')

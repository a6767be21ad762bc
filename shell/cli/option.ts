import { InvalidArgumentError } from 'commander'

/** Reads a whole number from `min` to `max`, for an option of the command line. */
export const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }

/** Reads a number from 0 up to, but not including, 1. */
export const fraction = (text: string): number => {
  const value = Number(text)
  if (/^\d*\.?\d+$/.test(text) && value < 1) return value
  throw new InvalidArgumentError('It must be a number from 0 to less than 1, like 0.25.')
}

/** Reads a number of seconds, for an option of the command line. */
export const seconds = (text: string): number => {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number of seconds, like 12.5.')
}

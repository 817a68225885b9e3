import type { Quantile } from './figures'

/** Numbers in the language of the page. */

export function whole(language: string, value: number): string {
  return new Intl.NumberFormat(language).format(value)
}

export function decimal(language: string, value: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}

export function percent(language: string, value: number): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 }).format(value)
}

/** Milliseconds, or seconds from one on. */
export function duration(language: string, { ms, longer }: Quantile): string {
  const seconds = ms >= 1_000
  const value = seconds ? ms / 1_000 : ms
  const text = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: seconds ? 'second' : 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
  return longer ? `> ${text}` : text
}

/** A figure with so many digits after the point. */
export const round = (value: number, digits: number) => Number(value.toFixed(digits));

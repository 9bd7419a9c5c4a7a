/** What one socket, one address and all of them together may ask of the server. */
export interface HttpLimits {
  /**
   * How many connections may be open at one time. Where there would be more, the one that has been idle for longest is
   * closed, and where none has been, whoever comes is told to come back. Default: 10,000.
   */
  readonly maxConnections: number;
  /**
   * How many connections one address may have open where no proxy of ours stands in front. Default: 256, which is a truck
   * stop's wireless network at its busiest.
   */
  readonly maxPerAddress: number;
  /**
   * How many requests of one address may be under way at one time. Default: 64, since each takes milliseconds, and
   * whoever else asks waits behind them.
   */
  readonly maxUnderWay: number;
  /** How many connections beyond the limits may be open, so that they can be told so. Default: 512. */
  readonly maxRefused: number;
  /** How long a connection has been idle at least before it gives way to another one, in milliseconds. Default: 3,000. */
  readonly minIdleMs: number;
  /** How many requests of one connection may be under way; browsers and proxies send one at a time. Default: 4. */
  readonly maxPipelined: number;
  /** How long the head of a request may take, in milliseconds. Default: 30,000. */
  readonly headersMs: number;
  /** How long a whole request may take, in milliseconds. Default: 600,000, which is 5 MB at 70 kbit/s. */
  readonly requestMs: number;
  /** How long nothing at all may come, or be taken, where something is due, in milliseconds. Default: 30,000. */
  readonly stallMs: number;
  /**
   * How long a connection is kept between two requests, in milliseconds. Default: 65,000: reverse proxies keep theirs
   * for up to a minute, and one that sends just as we close has to answer 502.
   */
  readonly keepAliveMs: number;
  /** How often heads and requests are looked at for being late, in milliseconds. Default: 5,000. */
  readonly checkEveryMs: number;
}

/** The limits unless told otherwise. */
export const defaultHttpLimits: HttpLimits = {
  maxConnections: 10_000,
  maxPerAddress: 256,
  maxUnderWay: 64,
  maxRefused: 512,
  minIdleMs: 3_000,
  maxPipelined: 4,
  headersMs: 30_000,
  requestMs: 600_000,
  stallMs: 30_000,
  keepAliveMs: 65_000,
  checkEveryMs: 5_000,
};

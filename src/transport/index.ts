export { type HttpTransportOptions, httpTransport } from './http-transport.ts';
export {
  type Transport,
  TransportError,
  type TransportErrorDetails,
  type TransportErrorKind,
} from './transport.ts';

import { regionNames } from '../model/region-names.ts';
import type { Messages } from './messages.ts';

/** Texts with the names of states and provinces: those of the language, and where it has none, the English ones. */
export function withRegionNames(messages: Messages): Messages {
  const { options } = messages;
  return { ...messages, options: { ...options, state: { ...regionNames, ...options.state } } };
}

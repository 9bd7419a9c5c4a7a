import type { IssueCode } from '../../model/issue.ts';
import type { FieldIssueCode, Text } from '../messages.ts';
import type { FurtherMessages } from './further-messages.ts';

/** English. */
export const further: FurtherMessages = { month: 'Month', day: 'Day', year: 'Year' };

/** What can be wrong with answers of further kinds. */
export const issues: Readonly<Partial<Record<Exclude<IssueCode, FieldIssueCode>, Text>>> = {};

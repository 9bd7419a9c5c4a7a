/**
 * `<applicant-intake>` in the templates of Vue 3, for TypeScript: `import type {} from 'applicant-intake/vue'`.
 *
 * The compiler has to be told that it is no component of Vue's: `isCustomElement: (tag) => tag === 'applicant-intake'`.
 */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ApplicantIntake } from '../element/applicant-intake.ts';
import type {
  ApplicantIntakeAttributes,
  ApplicantIntakeEvents,
  ApplicantIntakeProperties,
} from './offered.ts';

/** `intake-accepted` → `intakeAccepted`. */
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;

/** What `@intake-accepted` becomes. */
type Listeners = {
  [Name in keyof ApplicantIntakeEvents as `on${Capitalize<Camel<Name>>}`]?:
    | ((event: ApplicantIntakeEvents[Name]) => void)
    | undefined;
};

/** What a template may write on `<applicant-intake>`, and what it may listen to. */
export type ApplicantIntakeComponent = new () => ApplicantIntake & {
  readonly $props: HTMLAttributes &
    PublicProps &
    ApplicantIntakeAttributes &
    ApplicantIntakeProperties &
    Listeners;
  readonly $emit: EmitFn<{
    [Name in keyof ApplicantIntakeEvents]: (event: ApplicantIntakeEvents[Name]) => void;
  }>;
  readonly $slots: { readonly default?: () => unknown };
};

declare module 'vue' {
  interface GlobalComponents {
    'applicant-intake': ApplicantIntakeComponent;
  }
}

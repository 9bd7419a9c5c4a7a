import { englishLabels } from '../model/labels.ts';
import { regions } from '../model/regions.ts';
import type { Messages } from './messages.ts';

/** English: the language that every other stands in for. */
export const en: Messages = {
  language: 'en',
  steps: {
    driving: { title: 'What do you drive?', help: 'Takes about two minutes. No résumé, no account.' },
    contact: { title: 'How can we reach you?', help: 'A recruiter uses this to call you back.' },
    address: { title: 'Where are you based?', help: 'Your ZIP code is enough. The rest can wait.' },
  },
  fields: {
    application_type: { label: 'I’m applying as a…', required: 'Choose what you are applying as' },
    has_cdl: { label: 'Do you have a CDL?', required: 'Say whether you have a CDL' },
    cdl_type: { label: 'CDL class', required: 'Choose the class of your CDL' },
    driving_preference: { label: 'How do you like to drive?', required: 'Choose how you like to drive' },
    truck_type: { label: 'Truck type', required: 'Choose a truck type' },
    first_name: { label: 'First name', required: 'Enter your first name' },
    last_name: { label: 'Last name(s)', required: 'Enter your last name' },
    phone: { label: 'Mobile phone', required: 'Enter your mobile phone number' },
    email: { label: 'Email', required: 'Enter your email address' },
    street: { label: 'Street address' },
    city: { label: 'City' },
    state: { label: 'State or province' },
    postal_code: { label: 'ZIP code', required: 'Enter your ZIP code' },
    country: { label: 'Country' },
    sms: { label: 'Text messages and calls' },
  },
  options: {
    ...englishLabels,
    country: { US: 'United States', CA: 'Canada' },
    state: { ...regions.US, ...regions.CA },
  },
  consents: {
    sms:
      'Yes, {employer} may text and call me at the number I gave about driving opportunities, also with ' +
      'automated technology. Message frequency varies. Message and data rates may apply. Reply STOP to stop, ' +
      'HELP for help. I can apply, be hired or sign a contract without agreeing to this.',
  },
  issues: {
    required: 'Answer this question',
    invalid_type: 'Answer this question again',
    too_long: 'Use {max} characters or fewer',
    control_characters: 'Type this again by hand: it has characters we cannot read',
    invalid_name: 'Use letters, spaces, hyphens and apostrophes only',
    invalid_email: 'Enter an email address like name@example.com',
    invalid_phone: 'Enter a phone number with 10 digits, like 555 555 0142',
    invalid_postal_code: 'Enter a ZIP code like 80207, or a postal code like K1A 0B1',
    invalid_option: 'Choose one of the options',
    mismatch: 'Choose one in the country you chose',
    not_applicable: 'Leave this question empty',
    unknown_key: 'Leave this question empty',
    unknown_form: 'Load the page again',
    unsupported_version: 'Load the page again',
    id_mismatch: 'Load the page again',
    invalid_format: 'Check this answer',
    file_type: 'Choose one of these: {types}',
    file_empty: 'Choose a file that is not empty',
    file_too_large: 'Choose smaller files: {mb} MB at most',
    too_many_files: 'Choose {max} files at most',
  },
  failures: {
    offline: 'You seem to be offline. Your answers are still here. Check your signal and try again.',
    timeout: 'The connection is slow and we got no reply. Try again: your application is only counted once.',
    busy: 'Our server is busy. Your answers are still here. Try again in a minute.',
    server: 'Something went wrong on our side. Your answers are still here. Try again in a minute.',
    refused: 'This page cannot send applications at the moment. Please call us instead.',
    invalid: 'We could not take the application as it is. Load the page again, or call us instead.',
  },
  afterwards: [
    'A recruiter reads your application.',
    'They call or email you. Keep your license at hand.',
    'To change something, tell them on the call.',
  ],
  words: {
    progress: 'Step {step} of {steps}',
    optional: 'optional',
    yes: 'Yes',
    no: 'No',
    choose: 'Choose…',
    back: 'Back',
    next: 'Continue',
    submit: 'Send application',
    retry: 'Try again',
    sending: 'Sending…',
    problems: 'Please check these answers',
    tick: 'Check this box to continue',
    error: 'Error:',
    fixed: 'Fixed',
    received: 'We have your application{name}',
    earlier:
      'An earlier version of this application had already arrived, and that is the one we have. ' +
      'Tell the recruiter on the call what has changed.',
    reference: 'Your reference',
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected, ready to copy',
    afterwards: 'What happens next',
    employer: 'this carrier',
  },
};

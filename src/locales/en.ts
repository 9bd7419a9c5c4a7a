import { englishLabels } from '../model/labels.ts';
import type { Messages } from './messages.ts';

const texts = {
  language: 'en',
  steps: {
    driving: { title: 'What brings you here?', help: 'Takes about two minutes. No résumé, no account.' },
    preferences: { title: 'What do you want to drive?' },
    contact: {
      title: 'How can we reach you?',
      help: 'A recruiter calls you back. Your ZIP code is enough of an address.',
    },
    review: { title: 'Check your answers', help: 'Change what is not right, then send.' },
  },
  fields: {
    application_type: { label: 'I’m applying as a…', required: 'Choose what you are applying as' },
    has_cdl: {
      label: 'Do you have a CDL?',
      ifNo: 'That’s fine. Cargo vans, Sprinters and small straight trucks need none.',
      required: 'Say whether you have a CDL',
    },
    cdl_type: { label: 'CDL class', required: 'Choose the class of your CDL' },
    driving_preference: { label: 'How do you like to drive?', required: 'Choose how you like to drive' },
    truck_type: { label: 'Truck type', required: 'Choose a truck type' },
    first_name: { label: 'First name', required: 'Enter your first name' },
    last_name: { label: 'Last name(s)', required: 'Enter your last name' },
    phone: { label: 'Mobile phone', required: 'Enter your mobile phone number' },
    email: { label: 'Email', required: 'Enter your email address' },
    contact_time: { label: 'Best time to call' },
    street: { label: 'Street address' },
    city: { label: 'City' },
    state: { label: 'State or province' },
    postal_code: { label: 'ZIP code', required: 'Enter your ZIP code' },
    country: { label: 'Country' },
    sms: { label: 'Text messages and calls' },
    terms: { label: 'Terms', required: 'Check this box to accept the terms' },
    privacy: { label: 'Privacy' },
  },
  options: {
    ...englishLabels,
    contact_time: {
      now: 'Call me now',
      morning: 'Morning',
      afternoon: 'Afternoon',
      evening: 'Evening',
      weekend: 'Weekend',
    },
    country: { US: 'United States', CA: 'Canada' },
    state: {},
  },
  documents: {
    sms:
      'Yes, {employer} may text and call me at the number I gave about driving opportunities, also with ' +
      'automated technology. Message frequency varies. Message and data rates may apply. Reply STOP to stop, ' +
      'HELP for help. I can apply, be hired or sign a contract without agreeing to this.',
    terms: 'I accept the terms of {employer}.',
    privacy: 'Your answers go to {employer}, to handle your application.',
  },
  issues: {
    required: 'Answer this question',
    too_long: { one: 'Use one character only', other: 'Use {max} characters or fewer' },
    control_characters: 'Type this again by hand: it has characters we cannot read',
    invalid_name: 'Use letters, spaces, hyphens and apostrophes only',
    invalid_email: 'Enter an email address like name@example.com',
    invalid_phone: 'Enter a phone number with 10 digits, like 555 555 0142',
    invalid_postal_code: 'Enter a ZIP code like 80207, or a postal code like K1A 0B1',
    invalid_option: 'Choose one of the options',
    mismatch: 'Choose one in the country you chose',
    invalid_format: 'Check this answer',
  },
  failures: {
    unreachable: 'We could not be reached. Your answers are still here. Check your signal and try again.',
    refused: 'This page cannot send applications now, so call us instead.',
    invalid: 'We could not take the application. Load the page again, or call us instead.',
  },
  afterwards: [
    'A recruiter reads your application.',
    'They call or email you. Keep your license at hand.',
    'To change something, tell them on the call.',
  ],
  problems: { one: 'Check this answer', other: 'Check these {count} answers' },
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
    tick: 'Check this box to continue',
    error: 'Error:',
    fixed: 'Fixed',
    change: 'Change',
    help: 'Questions? Call {phone}',
    terms: 'Terms',
    privacy: 'Privacy notice',
    received: 'We have your application{name}',
    earlier: 'We have an earlier version of this application. Tell the recruiter what has changed.',
    reference: 'Your reference',
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected, ready to copy',
    afterwards: 'What happens next',
    call: 'Call {phone}',
    saved: 'Your answers are kept on this device for two weeks.',
    clear: 'Clear this device',
    cleared: 'Cleared.',
    undo: 'Undo',
    language: 'Language',
    employer: 'this carrier',
  },
} satisfies Messages;

/** English: the language that stands in for every other. */
export const en: Messages = texts;

/** The texts that there are. */
export type English = typeof texts;

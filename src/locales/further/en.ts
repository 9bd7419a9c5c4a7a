import type { DrawingMessages, FurtherTexts, UploadMessages } from './further-messages.ts';

/** English. */
export const en: FurtherTexts = {
  further: {
    month: 'Month',
    day: 'Day',
    year: 'Year',
    add: 'Add another',
    remove: 'Remove',
    removed: '{what} removed.',
    chooseFile: 'Choose a file',
    chooseFiles: 'Choose files',
    dropFile: 'or drop it here',
    dropFiles: 'or drop them here',
    photo: 'Take a photo',
    fileLimit: '{types}, up to {mb} MB',
    fileLimits: '{types}. Up to {max} files, {mb} MB each.',
    chosen: { one: 'One file chosen', other: '{count} files chosen' },
    sign: 'Type your full name as it is on your license.',
    differs: 'You gave your name as {name}. If your license says it the way you signed, leave it.',
    draw: 'Draw your signature as well',
    drawNot: 'Drawing does not work here. Your typed name is enough.',
  },
  issues: {
    invalid_type: 'Check this answer',
    not_applicable: 'Leave this unanswered',
    unknown_key: 'Check this answer',
    invalid_date: 'Enter a date that exists',
    'invalid_date.month': 'Enter a month from 1 to 12',
    'invalid_date.day': 'Enter a day that the month has',
    'invalid_date.year': 'Enter a year with four digits, from 1900 to 2100',
    incomplete_date: 'Fill in every part of the date',
    'incomplete_date.month': 'Enter the month, too',
    'incomplete_date.day': 'Enter the day, too',
    'incomplete_date.year': 'Enter the year, too',
    date_in_future: 'Enter a date that is not in the future',
    date_in_past: 'Enter a date that is not in the past',
    too_many: { one: 'Enter one at most', other: 'Enter {max} at most' },
    file_type: 'Choose a file of this kind: {types}',
    file_empty: 'Choose a file that is not empty',
    file_too_large: 'Choose a file of {mb} MB or less',
    'file_too_large.all': 'Choose fewer or smaller files: {mb} MB or less in all',
    too_many_files: { one: 'Choose one file only', other: 'Choose {max} files at most' },
  },
};

/** For drawing a signature. */
export const enDrawing: DrawingMessages = {
  drawing: 'Drawing of your signature',
  drawHow: 'Draw with your finger or the mouse. Your typed name is enough without it.',
  erase: 'Clear the drawing',
  erased: 'Drawing cleared.',
};

/** For files on their way. */
export const enUploads: UploadMessages = {
  files: 'Your files',
  sendingFiles: {
    one: 'Sending your file. Keep this page open until we have it.',
    other: 'Sending your {count} files. Keep this page open until we have them.',
  },
  sentFiles: { one: 'We have your file.', other: 'We have all {count} files.' },
  failedFiles: { one: 'One file has not reached us.', other: '{count} files have not reached us.' },
  fileWaits: 'Waiting',
  fileSent: 'Received',
  fileFailed: 'Not sent. Check your signal and try again.',
  fileRefused: 'This file was not taken. Ask the recruiter on the call how to send it.',
};

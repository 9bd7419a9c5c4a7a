/** What assistive technology is told of the short form, by its states. */
export const treeOfShortForm: Readonly<Record<string, string>> = {
  driving: `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 1 of 4” = 1
    heading “What brings you here?”
    radiogroup “I’m applying as a…” required
    radio “Contractor Driver”
    radio “Owner-Operator”
    radio “Fleet Owner”
    radio “Driver for an Owner”
    radio “Company Driver”
    radio “Student / Recent Graduate”
    radiogroup “Do you have a CDL?” required
    radio “Yes”
    radio “No”
    button “Continue”
    link “(555) 555-0142”
  `,
  'driving, nothing answered': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 1 of 4” = 1
    heading “What brings you here?”
    group “Check these 2 answers”
    heading “Check these 2 answers”
    link “Choose what you are applying as”
    link “Say whether you have a CDL”
    radiogroup “I’m applying as a…” (Error: Choose what you are applying as) required invalid
    radio “Contractor Driver”
    radio “Owner-Operator”
    radio “Fleet Owner”
    radio “Driver for an Owner”
    radio “Company Driver”
    radio “Student / Recent Graduate”
    radiogroup “Do you have a CDL?” (Error: Say whether you have a CDL) required invalid
    radio “Yes”
    radio “No”
    button “Continue”
    link “(555) 555-0142”
  `,
  'driving, no CDL, all complaints settled': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 1 of 4” = 1
    heading “What brings you here?”
    group “Fixed”
    heading “Fixed”
    radiogroup “I’m applying as a…” required
    radio “Contractor Driver”
    radio “Owner-Operator” checked
    radio “Fleet Owner”
    radio “Driver for an Owner”
    radio “Company Driver”
    radio “Student / Recent Graduate”
    radiogroup “Do you have a CDL?” (That’s fine. Cargo vans, Sprinters and small straight trucks need none.) required
    radio “Yes”
    radio “No” checked
    button “Continue”
    link “(555) 555-0142”
  `,
  'preferences, nothing answered': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 2 of 4” = 2
    heading “What do you want to drive?”
    group “Check these 2 answers”
    heading “Check these 2 answers”
    link “Choose how you like to drive”
    link “Choose a truck type”
    radiogroup “How do you like to drive?” (Error: Choose how you like to drive) required invalid
    radio “Solo Driving”
    radio “Team Driving”
    radio “Team with Spouse/Partner”
    radio “Either”
    radio “With a Trainer”
    combobox “Truck type” = Choose… (Error: Choose a truck type) invalid
    button “Back”
    button “Continue”
    link “(555) 555-0142”
  `,
  contact: `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 3 of 4” = 3
    heading “How can we reach you?”
    textbox “First name” required
    textbox “Last name(s)” required
    textbox “Mobile phone” required
    textbox “Email” required
    textbox “Street address optional”
    textbox “City optional”
    combobox “State or province optional” = Choose…
    group “United States”
    group “Canada”
    textbox “ZIP code” required
    combobox “Country optional” = Choose…
    link “Privacy notice”
    button “Back”
    button “Continue”
    link “(555) 555-0142”
  `,
  'contact, answered wrongly': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 3 of 4” = 3
    heading “How can we reach you?”
    group “Check these 5 answers”
    heading “Check these 5 answers”
    link “Use letters, spaces, hyphens and apostrophes only”
    link “Use 80 characters or fewer”
    link “Enter a phone number with 10 digits, like 555 555 0142”
    link “Enter an email address like name@example.com”
    link “Enter a ZIP code like 80207, or a postal code like K1A 0B1”
    textbox “First name” = 5 (Error: Use letters, spaces, hyphens and apostrophes only) required invalid
    textbox “Last name(s)” = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx (Error: Use 80 characters or fewer) required invalid
    textbox “Mobile phone” = 555 01 (Error: Enter a phone number with 10 digits, like 555 555 0142) required invalid
    textbox “Email” = someone (Error: Enter an email address like name@example.com) required invalid
    textbox “Street address optional”
    textbox “City optional”
    combobox “State or province optional” = Choose…
    group “United States”
    group “Canada”
    textbox “ZIP code” = 8 (Error: Enter a ZIP code like 80207, or a postal code like K1A 0B1) required invalid
    combobox “Country optional” = Choose…
    link “Privacy notice”
    button “Back”
    button “Continue”
    link “(555) 555-0142”
  `,
  'review, terms not accepted': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 4 of 4” = 4
    heading “Check your answers”
    group “Check this answer”
    heading “Check this answer”
    link “Check this box to accept the terms”
    heading “What brings you here?”
    button “Change What brings you here?”
    heading “What do you want to drive?”
    button “Change What do you want to drive?”
    heading “How can we reach you?”
    button “Change How can we reach you?”
    radiogroup “Best time to call optional”
    radio “Call me now”
    radio “Morning”
    radio “Afternoon”
    radio “Evening”
    radio “Weekend”
    group “Text messages and calls optional”
    checkbox “Yes, [Ñöŕţĥƀöûñð] may text and call me at the number I gave about driving opportunities, also with automated technology. Message frequency varies. Message and data rates may apply. Reply STOP to stop, HELP for help. I can apply, be hired or sign a contract without agreeing to this. Terms · Privacy notice”
    link “Terms”
    link “Privacy notice”
    group “Terms” (Error: Check this box to accept the terms)
    checkbox “I accept the terms of [Ñöŕţĥƀöûñð]. Terms” (Error: Check this box to accept the terms) invalid
    link “Terms”
    button “Back”
    button “Send application”
    link “(555) 555-0142”
  `,
  'cleared from the device': `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 1 of 4” = 1
    heading “What brings you here?”
    radiogroup “I’m applying as a…” required
    radio “Contractor Driver”
    radio “Owner-Operator”
    radio “Fleet Owner”
    radio “Driver for an Owner”
    radio “Company Driver”
    radio “Student / Recent Graduate”
    radiogroup “Do you have a CDL?” required
    radio “Yes”
    radio “No”
    button “Continue”
    button “Undo”
    link “(555) 555-0142”
  `,
  sending: `
    group “Language”
    button “Español”
    button “Français”
    progressbar “Step 4 of 4” = 4
    heading “Check your answers”
    heading “What brings you here?”
    button “Change What brings you here?” disabled
    heading “What do you want to drive?”
    button “Change What do you want to drive?” disabled
    heading “How can we reach you?”
    button “Change How can we reach you?” disabled
    button “Back” disabled
    button “Sending…” disabled
    link “(555) 555-0142”
  `,
  waiting: `
    heading “Saved, and not sent yet”
    button “Change answers”
    button “Try now”
    link “(555) 555-0142”
  `,
  receipt: `
    heading “We have your application, Craig”
    button “Copy”
    heading “What happens next”
    link “Call (555) 555-0142”
  `,
};

/** What assistive technology is told of the kinds of fields that the short form does without. */
export const treeOfFurtherForm: Readonly<Record<string, string>> = {
  person: `
    progressbar “Step 1 of 4” = 1
    heading “About you”
    textbox “First name optional”
    textbox “Last name(s) optional”
    group “Date of birth”
    textbox “Month” required
    textbox “Day” required
    textbox “Year” required
    group “Endorsements optional” (Check all that your license has.)
    checkbox “Tank (N)”
    checkbox “Hazardous materials (H)”
    checkbox “Doubles and triples (T)”
    checkbox “Tank and hazmat (X)”
    textbox “Anything else? optional”
    button “Continue”
    link “720-555-0199”
  `,
  'person wrong': `
    progressbar “Step 1 of 4” = 1
    heading “About you”
    group “Check this answer”
    heading “Check this answer”
    link “Enter your date of birth”
    textbox “First name optional”
    textbox “Last name(s) optional”
    group “Date of birth” (Error: Enter your date of birth)
    textbox “Month” required invalid
    textbox “Day” required invalid
    textbox “Year” required invalid
    group “Endorsements optional” (Check all that your license has.)
    checkbox “Tank (N)”
    checkbox “Hazardous materials (H)”
    checkbox “Doubles and triples (T)”
    checkbox “Tank and hazmat (X)”
    textbox “Anything else? optional”
    button “Continue”
    link “720-555-0199”
  `,
  jobs: `
    progressbar “Step 2 of 4” = 2
    heading “Where have you worked?”
    group “Past jobs”
    group “Job 1”
    textbox “Employer” required
    textbox “City optional”
    group “Started”
    textbox “Month” required
    textbox “Year” required
    radiogroup “Do you still work there?” required
    radio “Yes”
    radio “No”
    textbox “Weekly pay optional”
    button “Add another job”
    group “Accidents optional”
    button “Add another Accidents”
    button “Back”
    button “Continue”
    link “720-555-0199”
  `,
  'jobs wrong': `
    progressbar “Step 2 of 4” = 2
    heading “Where have you worked?”
    group “Check this answer”
    heading “Check this answer”
    link “Add the job you had last”
    group “Past jobs” (Error: Add the job you had last)
    group “Job 1”
    textbox “Employer” required
    textbox “City optional”
    group “Started”
    textbox “Month” required
    textbox “Year” required
    radiogroup “Do you still work there?” required
    radio “Yes”
    radio “No”
    textbox “Weekly pay optional”
    button “Add another job”
    group “Accidents optional”
    button “Add another Accidents”
    button “Back”
    button “Continue”
    link “720-555-0199”
  `,
  'papers wrong': `
    progressbar “Step 3 of 4” = 3
    heading “Your papers”
    group “Check this answer”
    heading “Check this answer”
    link “Choose a file of this kind: PDF, JPEG, or PNG”
    group “Photos of your license” (Error: Choose a file of this kind: PDF, JPEG, or PNG)
    button “Choose files” = No file chosen (Error: Choose a file of this kind: PDF, JPEG, or PNG) invalid
    button “Remove cdl.pdf”
    button “Remove cv.docx”
    group “Medical card optional”
    button “Choose a file” = No file chosen
    button “Back”
    button “Continue”
    link “720-555-0199”
  `,
  signing: `
    progressbar “Step 4 of 4” = 4
    heading “Check and sign”
    heading “About you”
    button “Change About you”
    heading “Where have you worked?”
    button “Change Where have you worked?”
    heading “Your papers”
    button “Change Your papers”
    textbox “Signature” (Type your full name as it is on your license.) required
    button “Draw your signature as well”
    button “Back”
    button “Send application”
    link “720-555-0199”
  `,
};

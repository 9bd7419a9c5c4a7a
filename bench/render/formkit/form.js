import { sections, words } from 'virtual:form-content';
import { defaultConfig, FormKit, plugin } from '@formkit/vue';
import { createApp, h, reactive, ref } from 'vue';

/** A list longer than this is a select. */
const maxRadios = 8;

const rules = {
  phone: ({ value }) =>
    /^[2-9]\d{2}[2-9]\d{6}$/.test(
      String(value)
        .replace(/\D/g, '')
        .replace(/^1(?=\d{10}$)/, ''),
    ),
};

const formats = {
  text: ['matches', /^[\p{L}\p{M} '’.-]+$/u],
  email: ['email'],
  tel: ['phone'],
  'postal-code': ['matches', /^(\d{5}(-\d{4})?|[A-Z]\d[A-Z][ -]?\d[A-Z]\d)$/i],
};

/** The page's classes on FormKit's boxes. */
const classes = {
  outer: 'field',
  label: 'label',
  legend: 'label',
  help: 'hint',
  message: 'error',
};

function rootClasses(section, { props }) {
  const chosen = ['radio', 'checkbox'].includes(props.type);
  if (section === 'wrapper' || section === 'label') {
    if (chosen) return section === 'wrapper' ? { option: true } : {};
  }
  if (section === 'input')
    return { control: !chosen && props.type !== 'submit', submit: props.type === 'submit' };
  return classes[section] ? { [classes[section]]: true } : {};
}

function typeOf({ kind, options, autocomplete }) {
  if (kind === 'consent') return 'checkbox';
  if (options) return options.length > maxRadios || autocomplete ? 'select' : 'radio';
  return { email: 'email', tel: 'tel' }[kind] ?? 'text';
}

function optionsOf({ options = [] }) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const inside = options
      .filter((option) => option.group === group)
      .map(({ value, label }) => ({ value, label }));
    return group ? [{ group, options: inside }] : inside;
  });
}

/** The answers so far to the questions that others depend on. */
const deciding = reactive({});
const fields = sections.flatMap((section) => section.fields);
for (const { when } of fields) if (when) deciding[when.key] = undefined;

/** What a field passes to FormKit; made once, so that drawing again compares the same objects. */
function propsOf(field) {
  const { key, kind, label, hint, autocomplete, maxLength, missing, wrong } = field;
  const type = typeOf(field);
  const options = optionsOf(field);
  const decide = (value) => {
    deciding[key] = value;
  };
  return {
    key,
    type,
    id: key,
    name: key,
    label: kind === 'consent' ? words.agreement : missing ? label : `${label} (${words.optional})`,
    help: hint,
    autocomplete,
    ...(type === 'select' ? { options: [{ value: '', label: words.choose }, ...options] } : {}),
    ...(type === 'radio' ? { options } : {}),
    ...(key in deciding ? { onInput: decide } : {}),
    validation: [
      ...(missing ? [['required']] : []),
      ...(maxLength ? [['length', 0, maxLength]] : []),
      ...(wrong ? [formats[kind]] : []),
    ],
    validationMessages: { required: missing, matches: wrong, email: wrong, phone: wrong },
  };
}

function drawerOf(field) {
  const props = propsOf(field);
  const { key, when } = field;
  if (!when) return () => h(FormKit, props);
  const Conditional = () => (deciding[when.key] === when.value ? h(FormKit, props) : undefined);
  return () => h(Conditional, { key });
}

const groups = sections.map((section) => ({ ...section, drawers: section.fields.map(drawerOf) }));

const sent = ref(false);

async function send(answers, node) {
  const response = await fetch('/v1/applications', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answers),
  }).catch(() => undefined);
  if (response?.ok) sent.value = true;
  else node.setErrors([words.failed]);
}

const formProps = { type: 'form', submitLabel: words.submit, incompleteMessage: false, onSubmit: send };

const App = () =>
  sent.value
    ? h('h2', { role: 'status' }, words.received)
    : h(FormKit, formProps, () =>
        groups.map(({ key, title, help, drawers }) =>
          h('section', { key }, [
            title && h('h2', title),
            help && h('p', { class: 'help' }, help),
            drawers.map((draw) => draw()),
          ]),
        ),
      );

createApp(App)
  .use(plugin, defaultConfig({ rules, config: { rootClasses } }))
  .mount('#form');

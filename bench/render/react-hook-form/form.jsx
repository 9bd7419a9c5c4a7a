import { sections, words } from 'virtual:form-content';
import { zodResolver } from '@hookform/resolvers/zod';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useForm, useWatch } from 'react-hook-form';
import { schema } from './schema.js';

/** A list longer than this is a select. */
const maxRadios = 8;

function Label({ field }) {
  return (
    <>
      {field.label}
      {!field.missing && <span className="optional"> {words.optional}</span>}
    </>
  );
}

function Complaint({ id, error }) {
  return (
    error && (
      <p className="error" id={id} role="alert">
        {error.message}
      </p>
    )
  );
}

/** What ties a control to its hint and its complaint. */
function described(field, error) {
  const ids = [field.hint && `${field.key}-hint`, error && `${field.key}-error`].filter(Boolean);
  return { 'aria-invalid': error ? true : undefined, 'aria-describedby': ids.join(' ') || undefined };
}

function Hint({ field }) {
  return (
    field.hint && (
      <p className="hint" id={`${field.key}-hint`}>
        {field.hint}
      </p>
    )
  );
}

function Group({ field, error, children }) {
  return (
    <fieldset className="field" {...described(field, error)}>
      <legend className="label">
        <Label field={field} />
      </legend>
      <Hint field={field} />
      {children}
      <Complaint id={`${field.key}-error`} error={error} />
    </fieldset>
  );
}

function Row({ field, error, children }) {
  return (
    <div className="field">
      <label className="label" htmlFor={field.key}>
        <Label field={field} />
      </label>
      <Hint field={field} />
      {children}
      <Complaint id={`${field.key}-error`} error={error} />
    </div>
  );
}

function Radios({ field, register, error }) {
  return (
    <Group field={field} error={error}>
      {field.options.map(({ value, label }) => (
        <label className="option" key={value}>
          <input type="radio" value={value} {...register(field.key)} /> {label}
        </label>
      ))}
    </Group>
  );
}

function Select({ field, register, error }) {
  const groups = [...new Set(field.options.map(({ group }) => group))];
  const items = (options) =>
    options.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ));
  return (
    <Row field={field} error={error}>
      <select
        className="control"
        id={field.key}
        autoComplete={field.autocomplete}
        {...described(field, error)}
        {...register(field.key)}
      >
        <option value="">{words.choose}</option>
        {groups.map((group) => {
          const inside = items(field.options.filter((option) => option.group === group));
          return group ? (
            <optgroup key={group} label={group}>
              {inside}
            </optgroup>
          ) : (
            inside
          );
        })}
      </select>
    </Row>
  );
}

function Consent({ field, register, error }) {
  return (
    <Group field={field} error={error}>
      <label className="option">
        <input type="checkbox" {...register(field.key)} /> <span>{words.agreement}</span>
      </label>
    </Group>
  );
}

function Text({ field, register, error }) {
  const type = { email: 'email', tel: 'tel' }[field.kind] ?? 'text';
  return (
    <Row field={field} error={error}>
      <input
        className="control"
        id={field.key}
        type={type}
        autoComplete={field.autocomplete}
        {...described(field, error)}
        {...register(field.key)}
      />
    </Row>
  );
}

function Field(props) {
  const { kind, options, autocomplete } = props.field;
  if (kind === 'consent') return <Consent {...props} />;
  if (!options) return <Text {...props} />;
  return options.length > maxRadios || autocomplete ? <Select {...props} /> : <Radios {...props} />;
}

/** A field that is asked only after a certain answer to another. */
function ConditionalField({ control, ...props }) {
  const { key, value } = props.field.when;
  return useWatch({ control, name: key }) === value && <Field {...props} />;
}

function Form({ onSent }) {
  const { control, register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
  });
  const { errors, isSubmitting } = formState;

  async function send(answers) {
    const response = await fetch('/v1/applications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answers),
    }).catch(() => undefined);
    if (response?.ok) onSent();
    else setError('root', { message: words.failed });
  }

  return (
    <form noValidate onSubmit={handleSubmit(send)}>
      {sections.map(({ key, title, help, fields }) => (
        <section key={key}>
          {title && <h2>{title}</h2>}
          {help && <p className="help">{help}</p>}
          {fields.map((field) => {
            const props = { field, register, error: errors[field.key] };
            return field.when ? (
              <ConditionalField key={field.key} control={control} {...props} />
            ) : (
              <Field key={field.key} {...props} />
            );
          })}
        </section>
      ))}
      <Complaint id="failure" error={errors.root} />
      <button className="submit" type="submit" disabled={isSubmitting}>
        {words.submit}
      </button>
    </form>
  );
}

function App() {
  const [sent, setSent] = useState(false);
  return sent ? <h2 role="status">{words.received}</h2> : <Form onSent={() => setSent(true)} />;
}

createRoot(document.getElementById('form')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

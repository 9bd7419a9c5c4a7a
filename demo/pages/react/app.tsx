import 'applicant-intake';
import type {} from 'applicant-intake/react';
import { useState } from 'react';

const jobs = { 'D-17': 'Company driver, Dayton', 'D-21': 'Owner-operator, 48 states' };

/** A page of an app: what is chosen goes into the form, what happens there comes out of it. */
export function App() {
  const [job, setJob] = useState('D-17');
  const [said, setSaid] = useState('Nothing sent yet.');
  return (
    <>
      <h1>Drive for Harrow Pike</h1>
      <p>
        An app made with React 19: attributes and properties go in as props, events come out by{' '}
        <code>onintake-…</code>.
      </p>
      <p>
        <label>
          Job:{' '}
          <select value={job} onChange={(event) => setJob(event.target.value)}>
            {Object.entries(jobs).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <output className="said">{said}</output>
      <applicant-intake
        employer="Harrow Pike Expedite"
        phone="937-555-0142"
        application-source="CDL Job Now"
        job-id={job}
        onintake-step={(event) => setSaid(`Step: ${event.to}`)}
        onintake-accepted={(event) => setSaid(`Accepted: ${event.reference}`)}
        onintake-failed={(event) =>
          setSaid(event.waiting ? 'Waiting for a connection.' : `Failed: ${event.kind}`)
        }
      >
        <p slot="legal">Harrow Pike Expedite is an equal opportunity employer.</p>
      </applicant-intake>
    </>
  );
}

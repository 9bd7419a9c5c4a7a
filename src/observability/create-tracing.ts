import {
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { CallObserver } from '../connectors/call-observer.ts';
import { applicationsPath } from '../protocol/paths.ts';
import type { LeasedDelivery } from '../queue/delivery.ts';
import type { DeliveryObserver } from '../queue/observer.ts';
import type { ServerObserver } from '../server/server-observer.ts';
import { createAcceptedSpans } from './accepted-spans.ts';

export interface TracingOptions {
  /** Default: of whatever SDK the operator has loaded; where there is none, spans are nothing. */
  readonly tracer?: Tracer;
}

/** How OpenTelemetry reads the headers of a request. */
const headersGetter: TextMapGetter<Headers> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/**
 * Spans from the request to the incident: one for accepting an application, which continues the trace of its request;
 * one for each attempt to deliver it, child of that and linked to it; one for each call to the destination, child of
 * its attempt. What belongs together is known by the submission's id and by the signal of the attempt, never by what
 * happens to be active, so nothing has to follow asynchronous work around.
 *
 * Attributes are ids, names and statuses. The address of a call is none: a query has e-mail addresses in it.
 */
export function createTracing({ tracer = trace.getTracer('applicant-intake') }: TracingOptions = {}) {
  const accepted = createAcceptedSpans();
  const attempts = new WeakMap<LeasedDelivery, Span>();
  const bySignal = new WeakMap<AbortSignal, Context>();

  const server: ServerObserver = {
    arrived(headers) {
      const parent = propagation.extract(ROOT_CONTEXT, headers, headersGetter);
      const span = tracer.startSpan(
        `POST ${applicationsPath}`,
        {
          kind: SpanKind.SERVER,
          attributes: { 'http.request.method': 'POST', 'http.route': applicationsPath },
        },
        parent,
      );
      return {
        stored({ id, form, outcome }) {
          span.setAttributes({ ...submission(id), 'applicant_intake.form': form });
          if (outcome === 'added') accepted.add(id, span.spanContext());
        },
        answered(status) {
          span.setAttribute('http.response.status_code', status);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    refused() {},
  };

  const deliveries: DeliveryObserver = {
    begun(delivery, signal) {
      const { submission: sent, destination, attempt } = delivery;
      const origin = accepted.of(sent.id);
      const links: Link[] = origin ? [{ context: origin }] : [];
      const parent = origin ? trace.setSpanContext(ROOT_CONTEXT, origin) : ROOT_CONTEXT;
      const attributes = {
        ...submission(sent.id),
        'applicant_intake.destination': destination,
        'applicant_intake.attempt': attempt,
      };
      const span = tracer.startSpan(
        `deliver ${destination}`,
        { kind: SpanKind.CONSUMER, links, attributes },
        parent,
      );
      attempts.set(delivery, span);
      bySignal.set(signal, trace.setSpan(ROOT_CONTEXT, span));
    },
    ended(delivery, outcome) {
      const span = attempts.get(delivery);
      if (!span) return;
      if (outcome.kind === 'receipt') {
        span.setAttribute('applicant_intake.receipt.id', outcome.receipt.id);
      } else {
        span.setAttribute('error.type', outcome.kind === 'failure' ? outcome.failure.kind : outcome.kind);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
    settled() {},
  };

  return {
    server,
    deliveries,

    /** What is told of the calls to one destination. */
    callsTo(destination: string): CallObserver {
      return {
        begun(operation, signal) {
          const span = tracer.startSpan(
            operation,
            { kind: SpanKind.CLIENT, attributes: { 'applicant_intake.destination': destination } },
            bySignal.get(signal) ?? ROOT_CONTEXT,
          );
          return (end) => {
            if ('status' in end) span.setAttribute('http.response.status_code', end.status);
            else span.setAttribute('error.type', end.noReply);
            if (!('status' in end) || end.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
            span.end();
          };
        },
      };
    },
  };
}

const submission = (id: string) => ({ 'applicant_intake.submission.id': id });

package org.equipoise.integration.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.Shutdown;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.Test;

class DecisionEventsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final Exported exported = new Exported();
  private final SdkLoggerProvider logs =
      SdkLoggerProvider.builder()
          .addLogRecordProcessor(SimpleLogRecordProcessor.create(exported))
          .build();
  private final DecisionEvents events =
      DecisionEvents.of(
          new OpenTelemetry() {
            @Override
            public TracerProvider getTracerProvider() {
              return TracerProvider.noop();
            }

            @Override
            public ContextPropagators getPropagators() {
              return ContextPropagators.noop();
            }

            @Override
            public LoggerProvider getLogsBridge() {
              return logs;
            }
          });

  /** Keeps what is exported. */
  private static final class Exported implements LogRecordExporter {
    final List<LogRecordData> records = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<LogRecordData> batch) {
      records.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private Governor governor(DecisionEvents listener) {
    return Governor.builder(Shutdown.CONSTITUTION)
        .withClock(Clock.fixed(NOON, ZoneOffset.UTC))
        .withListener(listener)
        .build();
  }

  private LogRecordData only() {
    assertEquals(1, exported.records.size());
    return exported.records.get(0);
  }

  private static Object attribute(LogRecordData event, String name) {
    return event.getAttributes().asMap().entrySet().stream()
        .filter(it -> it.getKey().getKey().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void aDecisionIsAnEventUnderTheConstitutionsName() {
    governor(events).decide(Shutdown.CASE);
    LogRecordData event = only();
    assertEquals("equipoise.decision", event.getEventName());
    assertEquals(Severity.WARN, event.getSeverity());
    assertEquals(TimeUnit.SECONDS.toNanos(NOON.getEpochSecond()), event.getTimestampEpochNanos());
    assertEquals("org.equipoise", event.getInstrumentationScopeInfo().getName());
    assertEquals("decided", attribute(event, "equipoise.state"));
    assertEquals(
        List.of("block", "allow", "allow", "block"), attribute(event, "equipoise.verdicts"));
    assertEquals(
        List.of("block", "allow", "allow", "block"), attribute(event, "equipoise.actions"));
    assertEquals(false, attribute(event, "equipoise.gap"));
    assertTrue(((List<?>) attribute(event, "equipoise.principles")).contains("no-coercion"));
    assertEquals("assistant-conduct", attribute(event, "equipoise.constitution.name"));
    assertEquals(Shutdown.CONSTITUTION.digest(), attribute(event, "equipoise.constitution.digest"));
    assertTrue((Long) attribute(event, "equipoise.duration") > 0);
  }

  @Test
  void nothingPersonalIsTold() {
    Governor governor = governor(events);
    governor.decide(Shutdown.CASE);
    governor.fail(Shutdown.CASE, "no such user: Marta");
    for (LogRecordData event : exported.records) {
      String told = event.toString();
      assertFalse(told.contains("Marta"), told);
      assertFalse(told.contains(Shutdown.CASE.id()), told);
      assertFalse(told.contains("judgment"), told);
    }
    assertEquals(Severity.ERROR, exported.records.get(1).getSeverity());
  }

  @Test
  void idsOfCasesAreToldIfAskedFor() {
    governor(events.withCaseIds()).decide(Shutdown.CASE);
    assertEquals(Shutdown.CASE.id(), attribute(only(), "equipoise.case"));
  }

  @Test
  void manyOutputsDoNotMakeALargeEvent() {
    Output[] many = new Output[1_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = Output.of("o-" + i, Attributes.none());
    }
    governor(events).decide(Case.of("many", many));
    assertEquals(16, ((List<?>) attribute(only(), "equipoise.verdicts")).size());
    assertEquals(
        16, only().getAttributes().get(AttributeKey.stringArrayKey("equipoise.actions")).size());
  }

  @Test
  void anExchangeOfConstitutionsIsAnEvent() {
    Governor governor = governor(events);
    governor.adopt(Shutdown.CONSTITUTION);
    assertThrows(
        IllegalStateException.class,
        () ->
            governor.adopt(
                () -> {
                  throw new IllegalStateException("no such folder");
                }));
    assertEquals(
        List.of("equipoise.adopted", "equipoise.refused"),
        exported.records.stream().map(LogRecordData::getEventName).toList());
  }
}

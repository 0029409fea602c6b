package org.equipoise.integration.spring;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.equipoise.audit.adoption.AdoptedConstitutions;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.monitor.Alarm;
import org.equipoise.audit.monitor.AlarmWatch;
import org.equipoise.audit.trigger.TriggerWatch;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.uncertainty.Wording;
import org.equipoise.facts.Case;
import org.equipoise.integration.micrometer.GovernorMeters;
import org.equipoise.integration.opentelemetry.DecisionEvents;
import org.equipoise.service.detection.TextReader;
import org.equipoise.service.governor.AdoptionPolicy;
import org.equipoise.service.governor.FolderWatch;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.Journal;
import org.equipoise.service.guard.Escalation;
import org.equipoise.service.guard.Guard;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.io.ResourceLoader;

/**
 * Configures a {@link Governor} and a {@link Guard} for an application that sets {@code
 * equipoise.constitution} or {@code equipoise.charter}. An application's own bean of such a type
 * replaces the configured one. The application's beans of type {@link Journal}, {@link
 * GovernorListener}, {@link Escalation} and {@link Clock} are used, and a {@code Consumer<Alarm>}
 * is told of alarms. A ledger is written if {@code equipoise.ledger} names a folder. Metrics and
 * events are added if Micrometer and OpenTelemetry are present.
 */
@AutoConfiguration
@EnableConfigurationProperties(EquipoiseProperties.class)
public final class EquipoiseAutoConfiguration {

  /**
   * Configures everything except the properties. Those are always read, so that a misspelt name is
   * detected.
   */
  @Configuration(proxyBeanMethods = false)
  @Conditional(IsGoverned.class)
  static class Governed {

    @Bean
    CanaryStatus.Source equipoiseSource(EquipoiseProperties properties, ResourceLoader resources) {
      ClassLoader loader = resources.getClassLoader();
      PropertyCheck.check(properties, loader);
      Location place = properties.place(loader);
      Location canary =
          properties.canary() == null
              ? place.file("canary.jsonl")
              : new Location(properties.canary(), loader);
      Permissions permissions = permissions(properties);
      return new CanaryStatus.Source() {
        @Override
        public Authority authority() {
          return properties.charter() == null
              ? place.constitution(permissions)
              : place.charter(permissions);
        }

        @Override
        public Optional<String> digest() {
          return place.digest();
        }

        @Override
        public CanaryFile canary() {
          return CanaryFile.read(canary);
        }
      };
    }

    @Bean
    RecentDecisions equipoiseRecentDecisions(
        EquipoiseProperties properties, ObjectProvider<Journal> journal) {
      return new RecentDecisions(properties.recent(), journal::getIfAvailable);
    }

    @Bean
    @ConditionalOnMissingBean
    Governor equipoiseGovernor(
        EquipoiseProperties properties,
        ResourceLoader resources,
        CanaryStatus.Source source,
        ObjectProvider<LedgerRecorder> recorder,
        ObjectProvider<Journal> journal,
        ObjectProvider<GovernorListener> listeners,
        ObjectProvider<Clock> clock) {
      Governor.Builder builder =
          Governor.builder(source.authority())
              .withWarmUp(warmUp(properties, resources.getClassLoader(), source));
      if (properties.requireSignOff()) {
        builder.requireSignOff(policy(properties, resources, recorder.getIfUnique()));
      }
      journal.ifAvailable(builder::withJournal);
      clock.ifUnique(builder::withClock);
      listeners.orderedStream().forEach(builder::withListener);
      return builder.build();
    }

    /** Reads a file that is named once, and the canary, which changes with the rules, each time. */
    private static Supplier<List<Case>> warmUp(
        EquipoiseProperties properties, ClassLoader loader, CanaryStatus.Source source) {
      String file = properties.warmUp();
      if (file == null) {
        return () -> source.canary().cases();
      }
      List<Case> cases =
          file.equals("none") ? List.of() : CanaryFile.read(new Location(file, loader)).cases();
      if (cases.isEmpty() && !file.equals("none")) {
        throw LedgerSettings.refused(
            "equipoise.warm-up",
            "`" + file + "` does not exist or has no case",
            "name a file of cases as JSON lines, or `none`");
      }
      return () -> cases;
    }

    private static AdoptionPolicy policy(
        EquipoiseProperties properties,
        ResourceLoader resources,
        @Nullable LedgerRecorder recorder) {
      Path folder = properties.place(resources.getClassLoader()).folder();
      return recorder == null
          ? AdoptedConstitutions.in(folder, Set.of())
          : AdoptedConstitutions.in(folder, recorder.ledger());
    }

    @Bean
    @ConditionalOnMissingBean
    Guard equipoiseGuard(
        EquipoiseProperties properties,
        Governor governor,
        ObjectProvider<Escalation> escalation,
        ListableBeanFactory beans) {
      Guard plain = Guard.of(governor, properties.mode());
      TextReader reader = DetectorProperty.reader(properties.detector(), beans);
      Guard guard = reader == null ? plain : DetectorProperty.reading(plain, reader);
      Escalation person = escalation.getIfAvailable();
      return person == null ? guard : guard.withEscalation(person);
    }

    @Bean
    @ConditionalOnMissingBean
    Wording equipoiseWording(EquipoiseProperties properties, ResourceLoader resources) {
      return WordingSettings.wording(properties.wording(), resources.getClassLoader());
    }

    @Bean
    LedgerStatus equipoiseLedgerStatus(
        ObjectProvider<Journal> journal, ObjectProvider<LedgerRecorder> recorder) {
      return new LedgerStatus(journal.getIfAvailable(), recorder.getIfUnique());
    }

    @Bean
    CanaryStatus equipoiseStatus(Guard guard, CanaryStatus.Source source, LedgerStatus ledger) {
      return new CanaryStatus(guard, source, ledger);
    }

    @Bean
    @ConditionalOnProperty(prefix = "equipoise", name = "watch")
    FolderWatch equipoiseWatch(
        EquipoiseProperties properties,
        ResourceLoader resources,
        Governor governor,
        CanaryStatus status) {
      Path folder = properties.place(resources.getClassLoader()).folder();
      return FolderWatch.of(folder, governor, status::next, Duration.ofSeconds(1));
    }
  }

  static Permissions permissions(EquipoiseProperties properties) {
    try {
      return Permissions.none().withClasses(properties.allow().toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw LedgerSettings.refused("equipoise.allow", String.valueOf(e.getMessage()), null);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(IsGoverned.class)
  @ConditionalOnProperty(prefix = "equipoise", name = "ledger")
  @ConditionalOnMissingBean(Journal.class)
  static class Recorded {
    @Bean
    @DependsOn("equipoiseSource") // which checks the properties
    LedgerRecorder equipoiseRecorder(
        EquipoiseProperties properties,
        ResourceLoader resources,
        ObjectProvider<LedgerOptions> options,
        ObjectProvider<DataSource> database) {
      LedgerOptions chosen =
          options.getIfUnique(() -> LedgerSettings.options(properties, resources.getClassLoader()));
      String place = Objects.requireNonNull(properties.ledger());
      return LedgerSettings.isInDatabase(place)
          ? LedgerRecorder.open(LedgerSettings.database(place, database.getIfUnique()), chosen)
          : LedgerRecorder.open(new Location(place, resources.getClassLoader()).folder(), chosen);
    }

    @Bean
    LedgerJournal equipoiseJournal(
        EquipoiseProperties properties, LedgerRecorder recorder, ObjectProvider<Clock> clock) {
      return new LedgerJournal(
          recorder, properties.acknowledgement(), clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    TriggerWatch equipoiseTriggers(
        EquipoiseProperties properties,
        Governor governor,
        LedgerRecorder recorder,
        ObjectProvider<Clock> clock) {
      return TriggerWatch.of(
          governor, recorder, clock.getIfUnique(Clock::systemUTC), properties.triggerInterval());
    }

    @Bean
    @ConditionalOnProperty(prefix = "equipoise", name = "alarm-interval")
    AlarmWatch equipoiseAlarms(
        EquipoiseProperties properties,
        Governor governor,
        LedgerRecorder recorder,
        ObjectProvider<Consumer<Alarm>> listeners,
        ObjectProvider<Clock> clock) {
      return AlarmWatch.of(
          governor,
          recorder.ledger(),
          properties.alarmWindow(),
          clock.getIfUnique(Clock::systemUTC),
          Objects.requireNonNull(properties.alarmInterval()),
          alarm -> listeners.orderedStream().forEach(it -> it.accept(alarm)));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(IsGoverned.class)
  @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
  static class Metered {
    @Bean
    @ConditionalOnMissingBean
    GovernorMeters equipoiseMeters() {
      return new GovernorMeters();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(IsGoverned.class)
  @ConditionalOnClass(name = "io.opentelemetry.api.OpenTelemetry")
  static class Observed {
    @Bean
    @ConditionalOnMissingBean
    DecisionEvents equipoiseEvents(ObjectProvider<OpenTelemetry> openTelemetry) {
      return DecisionEvents.of(openTelemetry.getIfUnique(OpenTelemetry::noop));
    }
  }
}

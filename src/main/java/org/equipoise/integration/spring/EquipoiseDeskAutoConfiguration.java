package org.equipoise.integration.spring;

import java.nio.file.Path;
import java.time.Clock;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.desk.Desk;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.governor.Governor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * Mounts the {@link Desk} in a servlet application that sets {@code equipoise.desk}, behind the
 * application's own Spring Security. An application without it does not start.
 */
@AutoConfiguration(after = EquipoiseAutoConfiguration.class)
@ConditionalOnProperty(prefix = "equipoise", name = "desk")
public final class EquipoiseDeskAutoConfiguration {
  private static final String SECURITY = "springSecurityFilterChain";

  // the condition stands at each, since a scan of this package finds them without their outer class
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(prefix = "equipoise", name = "desk")
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Mounted {
    @Bean
    ServletRegistrationBean<DeskServlet> equipoiseDesk(
        EquipoiseProperties properties,
        ResourceLoader resources,
        ListableBeanFactory beans,
        ObjectProvider<Governor> governor,
        ObjectProvider<LedgerRecorder> recorder,
        ObjectProvider<Clock> clock) {
      if (!beans.containsBean(SECURITY)) {
        throw refused(
            "nothing says who a reviewer is: the application has no Spring Security",
            "add `spring-boot-starter-security`, and let only reviewers in to `"
                + path(properties)
                + "/**`");
      }
      Governor governed = governor.getIfUnique();
      LedgerRecorder ledger = recorder.getIfUnique();
      if (governed == null || ledger == null) {
        throw refused(
            governed == null ? "no constitution is in force" : "there is no ledger to judge in",
            "set `equipoise.constitution` and `equipoise.ledger`");
      }
      return new ServletRegistrationBean<>(
          new DeskServlet(
              desk(properties, resources, governed, ledger, clock.getIfUnique(Clock::systemUTC))),
          path(properties) + "/*");
    }

    private static Desk desk(
        EquipoiseProperties properties,
        ResourceLoader resources,
        Governor governor,
        LedgerRecorder recorder,
        Clock clock) {
      ClassLoader loader = resources.getClassLoader();
      PlantedCases planted =
          properties.deskPlanted() == null
              ? PlantedCases.NONE
              : PlantedCases.read(new Location(properties.deskPlanted(), loader).folder());
      Location place = properties.place(loader);
      try {
        Desk desk = new Desk(recorder, governor::inForce, planted, clock);
        if (place.digest().isEmpty()) {
          return desk; // a constitution on the class path cannot be amended
        }
        Path folder = place.folder();
        return desk.withProposals(folder, EquipoiseAutoConfiguration.permissions(properties));
      } catch (IllegalStateException e) {
        throw refused(String.valueOf(e.getMessage()), null);
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(prefix = "equipoise", name = "desk")
  @Conditional(WithoutServlets.class)
  static class NotMounted {
    NotMounted() {
      throw refused(
          "the application serves no servlets",
          "pass requests to `Desk.handle` yourself, behind your security, or leave the property"
              + " out and run `equipoise desk`");
    }
  }

  /** Whether the application serves no servlets. */
  static final class WithoutServlets extends NoneNestedConditions {
    WithoutServlets() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static final class Servlets {}
  }

  /** Returns the path without a slash at its end. */
  private static String path(EquipoiseProperties properties) {
    String path = properties.deskPath();
    if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw LedgerSettings.refused(
          "equipoise.desk-path",
          "`" + path + "` is no path at which a desk can be mounted",
          "write a path such as `/desk`, without a slash at its end");
    }
    return path;
  }

  private static InvalidInputException refused(String message, @Nullable String hint) {
    return LedgerSettings.refused("equipoise.desk", message, hint);
  }
}

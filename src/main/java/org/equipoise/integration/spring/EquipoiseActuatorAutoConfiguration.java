package org.equipoise.integration.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the endpoint {@code equipoise} and the health component of that name if the Actuator
 * is present. The health types moved to another package in Spring Boot 4.
 */
@AutoConfiguration(after = EquipoiseAutoConfiguration.class)
@ConditionalOnBean(CanaryStatus.class)
public final class EquipoiseActuatorAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name =
          "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
  @ConditionalOnAvailableEndpoint(endpoint = EquipoiseEndpoint.class)
  static class Shown {
    @Bean
    EquipoiseEndpoint equipoiseEndpoint(CanaryStatus status, RecentDecisions recent) {
      return new EquipoiseEndpoint(status, recent);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name =
          "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator")
  @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator(
      "equipoise")
  static class HealthOfBoot3 {
    @Bean
    org.springframework.boot.actuate.health.HealthIndicator equipoiseHealthIndicator(
        CanaryStatus status) {
      return () -> {
        CanaryStatus.Report report = status.report();
        return org.springframework.boot.actuate.health.Health.status(report.health())
            .withDetails(report.details())
            .build();
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name =
          "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator")
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "equipoise")
  static class HealthOfBoot4 {
    @Bean
    org.springframework.boot.health.contributor.HealthIndicator equipoiseHealthIndicator(
        CanaryStatus status) {
      return () -> {
        CanaryStatus.Report report = status.report();
        return org.springframework.boot.health.contributor.Health.status(report.health())
            .withDetails(report.details())
            .build();
      };
    }
  }
}

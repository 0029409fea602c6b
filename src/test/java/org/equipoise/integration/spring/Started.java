package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application without web pages, started with some properties. */
final class Started {
  private Started() {}

  static ConfigurableApplicationContext with(String... properties) {
    return new SpringApplicationBuilder(SpringBootTest.Application.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(properties)
        .run();
  }

  /** Why an application does not start. */
  static <T extends Throwable> T refused(Class<T> type, String... properties) {
    Throwable refused = assertThrows(RuntimeException.class, () -> with(properties).close());
    while (!type.isInstance(refused)) {
      refused = Objects.requireNonNull(refused.getCause(), "no " + type);
    }
    return type.cast(refused);
  }
}

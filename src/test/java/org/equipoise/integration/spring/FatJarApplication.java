package org.equipoise.integration.spring;

import java.nio.file.Path;
import org.equipoise.formats.CaseReader;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Puts the first case of a file to its guard, once it serves requests. */
@SpringBootApplication
public class FatJarApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(FatJarApplication.class, arguments);
  }

  @Bean
  ApplicationRunner review(Guard guard) {
    return arguments -> {
      String file = arguments.getNonOptionArgs().get(0);
      try (CaseReader cases = CaseReader.open(Path.of(file))) {
        Ruling ruling = guard.review(cases.next());
        System.out.println((ruling.passes() ? "passed" : "held back: ") + ruling.reason());
      }
    };
  }
}

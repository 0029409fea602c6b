package org.equipoise.integration.spring;

import java.util.HashMap;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Says what it is told to say, if its guard lets it: the service of {@code src/docs/spring.md}. */
@SpringBootApplication
public class ServiceApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(ServiceApplication.class, arguments);
  }

  /** A classifier that knows three words, and crashes on a fourth. */
  private static Attributes classify(String text) {
    if (text.contains("crash")) {
      throw new NoClassDefFoundError("com/acme/Model");
    }
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("deceives", text.contains("lie"));
    return Attributes.of(attributes);
  }

  @Bean
  Say say(Guard guard) {
    return new Say(guard);
  }

  @Bean
  GovernorListener failing() {
    return new GovernorListener() {
      @Override
      public void decided(GovernedDecision governed, long nanoseconds) {
        if (String.valueOf(governed.given().outputs().get(0).text()).contains("shout")) {
          throw new StackOverflowError();
        }
      }
    };
  }

  /** Stands for the service's own controllers. */
  @Endpoint(id = "say")
  static final class Say {
    private final Guard guard;
    private final CaseMapper<String> mapper =
        CaseMapper.of("reply", it -> it, ServiceApplication::classify);

    Say(Guard guard) {
      this.guard = guard;
    }

    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> say(String text) {
      Ruling ruling = guard.review(mapper, text);
      return ruling.passes()
          ? new WebEndpointResponse<>(Map.of("said", text), 200)
          : new WebEndpointResponse<>(Map.of("withheld", String.valueOf(ruling.reason())), 403);
    }
  }
}

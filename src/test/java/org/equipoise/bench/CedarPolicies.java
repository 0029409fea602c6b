package org.equipoise.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a {@link Workload} in Cedar, parsed and cached; its requests are made beforehand.
 */
final class CedarPolicies {
  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final List<AuthorizationRequest> requests;

  CedarPolicies(Workload work) throws CacheException {
    Set<Policy> set = new HashSet<>();
    for (int i = 0; i < work.rules().size(); i++) {
      Workload.Rule rule = work.rules().get(i);
      set.add(
          new Policy(
              "%s(principal, action, resource) when { %s };"
                  .formatted(
                      rule.permits() ? "permit" : "forbid",
                      rule.condition(
                          it -> "context.flags." + it, it -> "context.numbers." + it, " && ")),
              "r" + i));
    }
    policies = new PolicySet(set);
    policies.cache();
    requests = work.given().stream().map(CedarPolicies::request).toList();
  }

  private static AuthorizationRequest request(Workload.Given given) {
    Map<String, Value> flags = new HashMap<>();
    for (int i = 0; i < given.flags().length; i++) {
      flags.put("f" + i, new PrimBool(given.flags()[i]));
    }
    Map<String, Value> numbers = new HashMap<>();
    for (int i = 0; i < given.numbers().length; i++) {
      numbers.put("n" + i, new PrimLong(given.numbers()[i]));
    }
    return new AuthorizationRequest(
        EntityUID.parse("Service::\"any\"").orElseThrow(),
        EntityUID.parse("Action::\"say\"").orElseThrow(),
        EntityUID.parse("Output::\"reply\"").orElseThrow(),
        Map.of("flags", new CedarMap(flags), "numbers", new CedarMap(numbers)));
  }

  AuthorizationResponse decide(int request) {
    try {
      return engine.isAuthorized(requests.get(request), policies, Set.<Entity>of());
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }
}

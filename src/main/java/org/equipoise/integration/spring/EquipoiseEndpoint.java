package org.equipoise.integration.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.service.governor.internal.Faults;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The endpoint {@code /actuator/equipoise}. It shows the state of the application and the last
 * decisions. A {@code POST} reloads the constitution.
 */
@Endpoint(id = "equipoise")
final class EquipoiseEndpoint {
  private static final int CONFLICT = 409;
  private static final int MOST = 100;

  private final CanaryStatus status;
  private final RecentDecisions recent;

  EquipoiseEndpoint(CanaryStatus status, RecentDecisions recent) {
    this.status = status;
    this.recent = recent;
  }

  @ReadOperation
  public Map<String, Object> state() {
    Map<String, Object> shown = new LinkedHashMap<>(status.report().details());
    shown.put("recent", recent.shown());
    return shown;
  }

  /**
   * Reloads the constitution and returns the new state. If the constitution is rejected, returns
   * status 409 with the problems.
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, Object>> reload() {
    Throwable refused = null;
    try {
      status.reload();
    } catch (Throwable e) {
      refused = e;
    }
    Map<String, Object> shown = new LinkedHashMap<>(status.report().details());
    shown.put("reload", refused == null ? "adopted" : "refused");
    if (refused != null) {
      shown.put("refused", refusal(refused));
    }
    return new WebEndpointResponse<>(shown, refused == null ? 200 : CONFLICT);
  }

  private static List<Map<String, Object>> refusal(Throwable refused) {
    return refused instanceof InvalidInputException input
        ? input.problems().stream().limit(MOST).map(EquipoiseEndpoint::shown).toList()
        : List.of(Map.of("message", Faults.message(refused)));
  }

  private static Map<String, Object> shown(Problem problem) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("code", problem.code());
    shown.put("file", problem.file());
    if (problem.line() > 0) {
      shown.put("line", problem.line());
      shown.put("column", problem.column());
    }
    if (problem.subject() != null) {
      shown.put("subject", problem.subject());
    }
    shown.put("message", problem.message());
    if (problem.hint() != null) {
      shown.put("hint", problem.hint());
    }
    return shown;
  }
}

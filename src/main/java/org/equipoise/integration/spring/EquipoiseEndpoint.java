package org.equipoise.integration.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/equipoise}: how the application stands and what was decided last; a {@code POST}
 * reloads the constitution.
 */
@Endpoint(id = "equipoise")
final class EquipoiseEndpoint {
  private final CanaryStatus standing;
  private final RecentDecisions recent;

  EquipoiseEndpoint(CanaryStatus standing, RecentDecisions recent) {
    this.standing = standing;
    this.recent = recent;
  }

  @ReadOperation
  public Map<String, Object> standing() {
    Map<String, Object> shown = new LinkedHashMap<>(standing.shown());
    shown.put("recent", recent.shown());
    return shown;
  }

  /** Answers with how the application stands now, and with what was wrong if it was refused. */
  @WriteOperation
  public Map<String, Object> reload() {
    String refused = null;
    try {
      standing.reload();
    } catch (RuntimeException e) {
      refused = String.valueOf(e.getMessage());
    }
    Map<String, Object> shown = new LinkedHashMap<>(standing.shown());
    shown.put("reload", refused == null ? "adopted" : "refused");
    if (refused != null) {
      shown.put("refused", refused);
    }
    return shown;
  }
}

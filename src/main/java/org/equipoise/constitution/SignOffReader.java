package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.constitution.LocatedJson.Located;
import org.equipoise.constitution.SignOff.Requirement;
import org.equipoise.formats.internal.NoteKey;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads {@code signOff}; what is wrong with it goes to the problems. */
final class SignOffReader {
  private static final int MAX_DAYS = 3650;
  private static final List<String> FIELDS = List.of("keys", "ordinary", "entrenched", "unsettle");

  private final LocatedJson json;
  private final TreeMap<String, List<String>> keys = new TreeMap<>();
  private final Map<String, String> roles = new HashMap<>();
  private boolean isWrong;

  SignOffReader(LocatedJson json) {
    this.json = json;
  }

  /** Who may sign, or null if it is wrong. */
  @Nullable SignOff read(Located at) {
    Map<String, Located> fields = object(at, "signOff");
    isWrong |= !json.known(fields, "signOff.", FIELDS);
    for (String field : FIELDS) {
      if (!fields.containsKey(field) && !isWrong) {
        problem(
            "missing-field",
            at,
            "signOff." + field,
            "the field `" + field + "` is missing",
            field.equals("keys")
                ? "write `\"keys\": {\"editor\": [\"NAME+ID+KEY\"]}`"
                : "write `\"" + field + "\": {\"signatures\": {\"editor\": 1}, \"days\": 7}`");
      }
    }
    if (isWrong) {
      return null;
    }
    object(fields.get("keys"), "signOff.keys").forEach(this::role);
    if (keys.isEmpty() && !isWrong) {
      problem("wrong-value", fields.get("keys"), "signOff.keys", "no role is named", null);
    }
    Requirement ordinary = requirement(fields, "ordinary");
    Requirement entrenched = requirement(fields, "entrenched");
    Requirement unsettle = requirement(fields, "unsettle");
    return isWrong ? null : new SignOff(keys, ordinary, entrenched, unsettle);
  }

  private void role(String role, Located at) {
    String field = "signOff.keys." + role;
    if (role.isBlank() || !role.equals(role.strip())) {
      problem(
          "wrong-value",
          at,
          "signOff.keys",
          "the name `" + role + "` is blank, or has space around it",
          null);
    }
    List<String> own = new ArrayList<>();
    keys.put(role, own);
    if (!(at.value() instanceof List<?> all) || all.isEmpty()) {
      problem(
          "wrong-value",
          at,
          field,
          "this is not a list of keys",
          "write `\"" + role + "\": [\"NAME+ID+KEY\"]`");
      return;
    }
    for (Object each : all) {
      key(role, (Located) each, own);
    }
  }

  private void key(String role, Located at, List<String> own) {
    String field = "signOff.keys." + role;
    if (!(at.value() instanceof String text)) {
      problem("wrong-value", at, field, "this is not a key", "write it in quotes");
      return;
    }
    try {
      String key = NoteKey.parse(text).toString();
      String other = roles.putIfAbsent(key, role);
      if (other != null) {
        problem(
            "wrong-value",
            at,
            field,
            "this key is also one of `" + other + "`: its owner could sign for two",
            "a key has one role");
      }
      own.add(key);
    } catch (IllegalArgumentException e) {
      problem(
          "wrong-value",
          at,
          field,
          "this is not a key: " + e.getMessage(),
          "take the public key, not the secret one");
    }
  }

  private Requirement requirement(Map<String, Located> all, String name) {
    String field = "signOff." + name;
    Located at = all.get(name);
    Map<String, Located> fields = object(at, field);
    isWrong |= !json.known(fields, field + ".", List.of("signatures", "days"));
    TreeMap<String, Integer> signatures = new TreeMap<>();
    Located wanted = fields.get("signatures");
    if (wanted != null) {
      object(wanted, field + ".signatures")
          .forEach(
              (role, number) -> {
                List<String> own = keys.get(role);
                if (own == null) {
                  problem(
                      "wrong-value",
                      number,
                      field + ".signatures",
                      "`keys` has no role `" + role + "`",
                      Suggestion.didYouMean(role, keys.keySet()));
                } else {
                  signatures.put(
                      role,
                      whole(
                          number,
                          field + ".signatures." + role,
                          1,
                          own.size(),
                          "no more can sign than have a key"));
                }
              });
    }
    boolean saysNothing =
        wanted == null || (wanted.value() instanceof Map<?, ?> named && named.isEmpty());
    if (saysNothing && at != null && at.value() instanceof Map) {
      problem(
          "missing-field",
          at,
          field + ".signatures",
          "it does not say how many of whom have to sign",
          "write `\"signatures\": {\"editor\": 1}`");
    }
    Located days = fields.get("days");
    return new Requirement(
        signatures,
        days == null ? 0 : whole(days, field + ".days", 0, MAX_DAYS, "days are whole numbers"));
  }

  private int whole(Located at, String field, int least, int most, String hint) {
    if (at.value() instanceof Double it && it == Math.rint(it) && it >= least && it <= most) {
      return it.intValue();
    }
    problem(
        "wrong-value", at, field, "this is not a whole number from " + least + " to " + most, hint);
    return least;
  }

  @SuppressWarnings("unchecked") // only the manifest makes the maps in here
  private Map<String, Located> object(@Nullable Located at, String field) {
    if (at != null && at.value() instanceof Map<?, ?> it) {
      return (Map<String, Located>) it;
    }
    if (at != null) {
      problem("wrong-value", at, field, "this is not an object", null);
    }
    return Map.of();
  }

  private void problem(
      String code, @Nullable Located at, String field, String message, @Nullable String hint) {
    isWrong = true;
    json.problem(code, at == null ? 0 : at.offset(), field, message, hint);
  }
}

package org.equipoise.integration.spring;

import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.audit.ledger.OnLedgerFailure;
import org.equipoise.audit.ledger.sql.PostgresStore;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Creates ledger options from the properties. */
final class LedgerSettings {
  private static final String DATABASE = "postgresql:";
  private static final String SECRET = "PRIVATE+KEY+";

  private LedgerSettings() {}

  static LedgerOptions options(EquipoiseProperties properties, ClassLoader loader) {
    LedgerOptions options =
        LedgerOptions.DEFAULT.withMasking(new Masking(Set.copyOf(properties.mask())));
    String key = properties.ledgerKey();
    if (key != null && !key.isBlank()) {
      options = options.withKey(key(key.strip(), loader));
    }
    return switch (properties.onLedgerFailure()) {
      case BLOCK -> options;
      case DROP -> options.withDropping();
      case SPILL -> spilling(options, properties.spill(), loader);
    };
  }

  /** Returns whether a ledger is in PostgreSQL: {@code postgresql:NAME}. */
  static boolean isInDatabase(String ledger) {
    return ledger.startsWith(DATABASE);
  }

  static PostgresStore database(String ledger, @Nullable DataSource source) {
    String name = ledger.substring(DATABASE.length());
    if (name.isBlank()) {
      throw refused("equipoise.ledger", "it names no ledger", "write `" + DATABASE + "NAME`");
    }
    if (source == null) {
      throw refused(
          "equipoise.ledger",
          "there is no `DataSource`, or there are several, so that no ledger can be kept in"
              + " PostgreSQL",
          "set `spring.datasource.url`, or name a folder instead");
    }
    return new PostgresStore(source, name);
  }

  private static LedgerOptions spilling(
      LedgerOptions options, @Nullable String spill, ClassLoader loader) {
    if (spill == null) {
      throw refused(
          "equipoise.spill",
          "there is no file that takes what the ledger cannot",
          "name one on another disk than the ledger's, or set `equipoise.on-ledger-failure` to"
              + " `block` or `drop` instead of `"
              + OnLedgerFailure.SPILL.name().toLowerCase(Locale.ROOT)
              + "`");
    }
    return options.withSpill(new Location(spill, loader).folder());
  }

  private static SigningKey key(String key, ClassLoader loader) {
    boolean isSecret = key.startsWith(SECRET);
    String text =
        isSecret
            ? key
            : new Location(key, loader)
                .read()
                .orElseThrow(
                    () ->
                        refused(
                            "equipoise.ledger-key",
                            "there is no file `" + key + "`",
                            "name the file with the signing key, or give the key itself: `"
                                + SECRET
                                + "NAME+ID+SEED`"));
    try {
      return SigningKey.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw refused(
          "equipoise.ledger-key",
          "it holds no signing key",
          "a signing key is one line, `" + SECRET + "NAME+ID+SEED`");
    }
  }

  static InvalidInputException refused(String property, String message, @Nullable String hint) {
    return new InvalidInputException(
        Problem.error("wrong-property", property, 0, 0, null, message, hint));
  }
}

package org.equipoise.integration.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.OnLedgerFailure;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.guard.GuardMode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code equipoise}. An unknown name stops the application. Immutable.
 *
 * @param constitution the folder of the constitution as a path, {@code file:} or {@code
 *     classpath:}; null if the application is not governed by one
 * @param charter the folder of a charter as a path or {@code file:}, in place of {@code
 *     constitution}; null for none
 * @param mode whether decisions take effect; the default is {@code shadow}
 * @param canary a file of JSON lines with cases that must be blocked, as a path, {@code file:} or
 *     {@code classpath:}; the default is {@code canary.jsonl} in the constitution's folder, if it
 *     exists
 * @param warmUp a file of JSON lines with cases that are decided before a constitution comes into
 *     force, as a path, {@code file:} or {@code classpath:}; {@code none} for no such cases; the
 *     default is the canary's
 * @param watch whether a change of the constitution's folder puts it in force, if it is valid and,
 *     for an enforcing guard, proven to block
 * @param requireSignOff whether only an adopted constitution comes into force: one to which the
 *     amendments in its folder lead, each signed; the first in the ledger is trusted, or without a
 *     ledger the one at which they begin
 * @param ledger the folder that records every decision; null for none; ignored if the application
 *     has its own {@code Journal}
 * @param triggerInterval how often the ledger is looked at for the triggers that the constitution
 *     in force sets; the default is a day. A constitution without triggers costs nothing
 * @param acknowledgement when the host gets a recorded decision; the default is {@code synchronous}
 * @param ledgerKey the signing key of the ledger's checkpoints: a file as a path, {@code file:} or
 *     {@code classpath:}, or the key itself; null for none
 * @param mask the names of attributes and fields that the ledger records as commitments only
 * @param onLedgerFailure what happens to decisions that the ledger cannot record; the default is
 *     {@code block}
 * @param spill the file for these decisions; only with {@code spill}
 * @param allow the host classes that rules may use, such as {@code com.acme.Money}, or packages,
 *     such as {@code com.acme.*}
 * @param wording files with sentences of the application's own that tell users what a decision is
 *     unsure of, by the tag of their language: a path, {@code file:} or {@code classpath:}
 * @param detector what reads texts for the attributes that the constitution declares: the name of a
 *     bean, of the type {@code Detector} or {@code TextReader}, or {@code patterns} for those of
 *     the constitution; null for nothing
 * @param recent how many of the last decisions the endpoint shows; the default is 20; 0 for none
 * @param desk whether the desk is mounted, behind the application's Spring Security
 * @param deskPath where it is mounted, below the application's own path; the default is {@code
 *     /desk}
 * @param deskPlanted a file of cases with known answers that are put among those that wait; null
 *     for none
 * @param alarmInterval how often the ledger is looked at for alarms; null for never
 * @param alarmWindow how long a window is of which alarms tell; the default is 30 days
 */
@ConfigurationProperties(prefix = "equipoise", ignoreUnknownFields = false)
public record EquipoiseProperties(
    @Nullable String constitution,
    @Nullable String charter,
    @DefaultValue("shadow") GuardMode mode,
    @Nullable String canary,
    @Nullable String warmUp,
    boolean watch,
    boolean requireSignOff,
    @Nullable String ledger,
    @DefaultValue("1d") Duration triggerInterval,
    @DefaultValue("synchronous") Acknowledgement acknowledgement,
    @Nullable String ledgerKey,
    @DefaultValue List<String> mask,
    @DefaultValue("block") OnLedgerFailure onLedgerFailure,
    @Nullable String spill,
    @DefaultValue List<String> allow,
    @DefaultValue Map<String, String> wording,
    @Nullable String detector,
    @DefaultValue("20") int recent,
    boolean desk,
    @DefaultValue("/desk") String deskPath,
    @Nullable String deskPlanted,
    @Nullable Duration alarmInterval,
    @DefaultValue("30d") Duration alarmWindow) {

  /**
   * The folder of the constitution or charter.
   *
   * @throws InvalidInputException if both are named, or neither
   */
  Location place(ClassLoader loader) {
    if ((constitution == null) == (charter == null)) {
      throw LedgerSettings.refused(
          "equipoise.charter",
          constitution == null
              ? "neither a constitution nor a charter is named"
              : "`equipoise.constitution` is set as well",
          "set one of both: a charter names its constitutions itself");
    }
    return new Location(Objects.requireNonNull(charter == null ? constitution : charter), loader);
  }
}

package org.equipoise.integration.spring;

import java.util.List;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.OnLedgerFailure;
import org.equipoise.service.guard.GuardMode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set under {@code equipoise}; a name that is none of these stops the application.
 *
 * @param constitution where the constitution is: a folder, as a path, {@code file:} or {@code
 *     classpath:}; null if the application is not to be governed
 * @param mode whether what is decided is acted upon; {@code shadow} unless set
 * @param canary cases that must be blocked, as JSON lines, likewise a path, {@code file:} or {@code
 *     classpath:}; if null, {@code canary.jsonl} in the constitution's folder, where there is one
 * @param watch whether a change of the constitution's folder puts it in force, if it is sound and,
 *     where the guard enforces, proven to block
 * @param ledger the folder to record every decision in, unless the application has a {@code
 *     Journal} of its own; null for none
 * @param acknowledgement when a decision that is recorded is handed on: {@code synchronous} unless
 *     set
 * @param ledgerKey what signs the ledger's checkpoints: a file with the signing key, as a path,
 *     {@code file:} or {@code classpath:}, or the key itself; null for none
 * @param mask names of attributes and fields that the ledger keeps as commitments only
 * @param onLedgerFailure what becomes of decisions that the ledger cannot keep; {@code block}
 *     unless set
 * @param spill the file that takes them, for {@code spill} alone
 * @param allow classes that rules may use besides, such as {@code com.acme.Money}, or those of a
 *     package, as {@code com.acme.*}
 * @param recent how many of the last decisions the endpoint shows; 20 unless set, 0 for none
 */
@ConfigurationProperties(prefix = "equipoise", ignoreUnknownFields = false)
public record EquipoiseProperties(
    @Nullable String constitution,
    @DefaultValue("shadow") GuardMode mode,
    @Nullable String canary,
    boolean watch,
    @Nullable String ledger,
    @DefaultValue("synchronous") Acknowledgement acknowledgement,
    @Nullable String ledgerKey,
    @DefaultValue List<String> mask,
    @DefaultValue("block") OnLedgerFailure onLedgerFailure,
    @Nullable String spill,
    @DefaultValue List<String> allow,
    @DefaultValue("20") int recent) {}

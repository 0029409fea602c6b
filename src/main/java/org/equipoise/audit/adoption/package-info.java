/**
 * How does a constitution change, and who signed for it? The folder of a constitution, a signed
 * amendment and a ledger enter. The amended folder and the entries on it leave, or every reason why
 * the amendment is refused; also the history of a constitution. How an amendment came about is not
 * known here.
 */
@NullMarked
package org.equipoise.audit.adoption;

import org.jspecify.annotations.NullMarked;

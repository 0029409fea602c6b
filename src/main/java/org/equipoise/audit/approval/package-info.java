/**
 * Settles whether an exact act that a person approved may be done now. Rulings, acts and answers
 * come in; tickets, and one approval for each, leave. How a person is asked stays out.
 */
@NullMarked
package org.equipoise.audit.approval;

import org.jspecify.annotations.NullMarked;

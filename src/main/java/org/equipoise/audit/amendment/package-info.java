/**
 * Who signed an amendment, and is that enough? A proposed amendment, the signed notes on it and the
 * constitution before it enter. Every reason why it must not be adopted leaves. Where amendments
 * are kept is not known here.
 */
@NullMarked
package org.equipoise.audit.amendment;

import org.jspecify.annotations.NullMarked;

/**
 * How are texts and JSON read fast and safely? Only this library uses it: it may change with every
 * version. Bytes come in; simple values leave, or the answer that a parser must read them. Cases,
 * judgments and decisions never enter.
 */
@NullMarked
package org.equipoise.formats.internal;

import org.jspecify.annotations.NullMarked;

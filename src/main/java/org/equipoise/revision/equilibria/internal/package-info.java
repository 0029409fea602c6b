/** What is computed over independent parts; not part of the API. */
@NullMarked
package org.equipoise.revision.equilibria.internal;

import org.jspecify.annotations.NullMarked;

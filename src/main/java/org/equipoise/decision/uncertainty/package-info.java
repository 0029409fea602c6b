/**
 * What is a decision unsure of, and how is an end user told? A decision enters with the
 * constitution or charter that made it; the kinds of uncertainty leave, and sentences in a language
 * of the user. Which form of words a user gets, and whether it is recorded, is for the host to say.
 */
@NullMarked
package org.equipoise.decision.uncertainty;

import org.jspecify.annotations.NullMarked;

/*
 * The first script of each page, with nothing to do. A browser sends a password only below the place where it was asked for
 * it. This file stands at the root and needs a sign-in, so the other scripts' requests carry the password everywhere. Without it
 * Data Flow's answer to "who is signed in" is nobody.
 */

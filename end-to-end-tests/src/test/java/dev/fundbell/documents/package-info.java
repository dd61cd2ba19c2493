/** Tests that keep the documents true: links, commands, names, options, diagrams. */
package dev.fundbell.documents;

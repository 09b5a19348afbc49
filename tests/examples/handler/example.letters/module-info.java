/** What the handler needs: a library in a jar beside it. */
module example.letters {
  exports example.letters;
}

// The program's entry: everything else is in app/command_line.h.
int main() { return 0; }

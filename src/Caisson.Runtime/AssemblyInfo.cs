using System.Runtime.CompilerServices;

// Every native function that is called takes and returns plain numbers and addresses, so that calls need no code made at run time.
[assembly: DisableRuntimeMarshalling]

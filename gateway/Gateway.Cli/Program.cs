System.Console.WriteLine("usage: dpg");

type t = 

(component
  (import "Not Kebab" (func)))

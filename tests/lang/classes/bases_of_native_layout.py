"""Assigning to __bases__ a native class: what the message says differs."""
for b in (int,float,complex,str,bytes,tuple,list,dict,set,frozenset,bytearray,type,property,ValueError,BaseException,object):
    class A: pass
    try: A.__bases__=(b,); print(b.__name__,'ok')
    except TypeError as e: print(e)
